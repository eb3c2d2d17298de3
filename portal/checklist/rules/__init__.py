"""The rules of document help: functions on plain values, with the day as a value too."""
