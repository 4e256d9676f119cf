"""The HTTP API under /api/v1: scenarios, runs, measures, reports and exports for notebooks and other tools."""
