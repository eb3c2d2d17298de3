"""What people have filled in so far, and which posts were carried out."""

from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Select, delete, insert, select, update

from portal.appointments.errors import PlanUnknown
from portal.appointments.model import Plan
from portal.appointments.store.rows import DoneRow, PlanRow
from portal.database import Work, table_of

PLANS, DONE = table_of(PlanRow), table_of(DoneRow)
ANSWERS = TypeAdapter(Plan)


class PlanStore:
    """Plans, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, plan: Plan, now: datetime) -> None:
        """Keep a new plan."""
        self._session.execute(insert(PLANS), {'id': plan.id} | _values(plan, now))

    def save(self, plan: Plan, now: datetime) -> None:
        """Keep a plan that was changed."""
        self._session.execute(update(PLANS).where(PLANS.c.id == plan.id).values(**_values(plan, now)))

    def get(self, plan: str) -> Plan:
        """The plan with this id; raises `PlanUnknown`."""
        return self._read(select(PLANS.c.answers).where(PLANS.c.id == plan))

    def get_to_change(self, plan: str) -> Plan:
        """The same, kept from anybody else's change until the transaction ends."""
        return self._read(select(PLANS.c.answers).where(PLANS.c.id == plan).with_for_update(key_share=True))

    def _read(self, query: Select) -> Plan:
        answers = self._session.execute(query).scalar_one_or_none()
        if answers is None:
            raise PlanUnknown
        return ANSWERS.validate_python(answers)

    def remove_before(self, moment: datetime) -> int:
        """Forget plans nobody touched since, and old idempotency keys; returns how many plans."""
        self._session.execute(delete(DONE).where(DONE.c.at < moment))
        gone = self._session.execute(delete(PLANS).where(PLANS.c.touched_at < moment).returning(PLANS.c.id))
        return len(gone.all())


def _values(plan: Plan, now: datetime) -> dict:
    return {'answers': ANSWERS.dump_python(plan, mode='json'), 'touched_at': now}
