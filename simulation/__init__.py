"""The simulation of a public office: scenarios go in, ledgers come out, questions are asked of the ledgers."""
