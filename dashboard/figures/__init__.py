"""Pictures: functions of a frame that know neither DuckDB nor Dash."""
