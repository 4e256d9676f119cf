"""What pages are put together from: shell, cards, the one chart, tables."""
