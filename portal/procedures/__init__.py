"""Where an application stands: steps, clocks, place in the queue, forecast."""
