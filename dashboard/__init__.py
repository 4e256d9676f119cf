"""What people see: pages, figures, words, exports, and the command on top of the house."""
