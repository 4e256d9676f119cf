"""What is asked: many seeds, several scenarios, comparisons. Knows results, model and scenario; never Dash."""
