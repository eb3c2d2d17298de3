"""The file in which a source tells its cases: one whole case a line, read in a stream."""
