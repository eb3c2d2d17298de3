"""When is it my turn, and when do I get a decision: from the queue's own history. Pure: numpy and scipy, no clock."""
