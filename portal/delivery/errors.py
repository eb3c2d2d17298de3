"""What delivery refuses, and what the service that prints and posts may answer."""


class DeliveryRefused(Exception):
    """Nothing was changed."""


class BatchUnknown(DeliveryRefused):
    """There is no batch with this number."""


class BatchUnfinished(DeliveryRefused):
    """Not all files of this batch were written yet."""


class BatchHandedOver(DeliveryRefused):
    """This batch was handed over before."""


class BatchTaken(DeliveryRefused):
    """Somebody else took a batch with this number in the same moment."""


class BatchElsewhere(DeliveryRefused):
    """Another folder has this batch. Give that one as --out; if it is gone, name the batch with --again."""


class FolderInUse(DeliveryRefused):
    """Another command is writing into this folder."""


class NotStuck(DeliveryRefused):
    """This letter does not wait for a person."""


class ServiceFailed(Exception):
    """The service did not take a letter."""


class ServiceRefused(ServiceFailed):
    """It will never take this letter as it is."""


class ServiceClosed(ServiceFailed):
    """It takes no letter of ours now: the key, the clock or a limit."""


class ServiceUnclear(ServiceFailed):
    """Nobody knows whether it took the letter: no answer, or none that makes sense."""


class ServiceForgot(ServiceFailed):
    """It does not know the letter any more."""
