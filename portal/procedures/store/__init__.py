"""What is kept of cases, of the files they came in, and of what was learnt of their queues."""
