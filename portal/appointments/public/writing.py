"""What the public interface answers."""


from portal.appointments.model import Catalogue, FreeDay, FreePlaces, Slot, Visit
from portal.appointments.public.envelope import PREFIX, compact
from portal.appointments.slot_keys import SlotKeys


def desk_json(catalogue: Catalogue, key: str) -> dict:
    """A desk."""
    desk = catalogue.desks[key]
    return {'key': desk.key, 'version': desk.version, 'name': desk.name}


def slot_json(slot: Slot, catalogue: Catalogue, keys: SlotKeys) -> dict:
    """A place, in the local time of its desk."""
    zone = catalogue.desks[slot.desk].zone
    starts, ends = slot.starts_at.astimezone(zone), slot.ends_at.astimezone(zone)
    return {
        'key': keys.write(slot, catalogue), 'date': f'{starts:%Y-%m-%d}',
        'startTime': f'{starts:%H:%M}', 'endTime': f'{ends:%H:%M}', 'parts': slot.persons,
    }


def slots_body(free: FreePlaces, catalogue: Catalogue, keys: SlotKeys) -> bytes:
    """The whole answer to the question which places are free; written once, until one of them changes."""
    if 'json' not in free.kept:
        slots = ','.join(text for day in free.days if (text := _day_text(day, free, catalogue, keys)))
        free.kept['json'] = f'{PREFIX}{{"status":"OK","data":[{slots}]}}'.encode()
    return free.kept['json']


def _day_text(day: FreeDay, free: FreePlaces, catalogue: Catalogue, keys: SlotKeys) -> str:
    if 'json' not in day.kept:
        day.kept['json'] = ','.join(compact(slot_json(free.at(start), catalogue, keys)) for start in day.starts)
    return day.kept['json']


def visit_json(visit: Visit, catalogue: Catalogue) -> dict:
    """A booked visit; a BSN is never given back."""
    zone = catalogue.desks[visit.slot.desk].zone
    starts, ends = visit.slot.starts_at.astimezone(zone), visit.slot.ends_at.astimezone(zone)
    return {
        'key': visit.key, 'version': visit.sequence, 'code': visit.code, 'productKey': visit.slot.product,
        'date': f'{starts:%Y-%m-%d}', 'startTime': f'{starts:%H:%M}', 'endTime': f'{ends:%H:%M}',
        'email': visit.contact.email, 'hasEmail': bool(visit.contact.email), 'phone': visit.contact.phone,
        'language': visit.contact.language, 'status': None, 'hasDetail': False,
        'customers': [
            {
                'vNumber': person.v_number, 'vnumber': person.v_number, 'bsn': '',
                'firstName': person.first_name, 'lastName': person.last_name, 'fullName': person.full_name,
            }
            for person in visit.persons
        ],
        'birthDate': None, 'user': None,
    }


def is_at(slot: Slot, catalogue: Catalogue, *, day: str, clock: str) -> bool:
    """What a request says of date and time, where it says so, is what the place's key says."""
    starts = slot.starts_at.astimezone(catalogue.desks[slot.desk].zone)
    return day in ('', f'{starts:%Y-%m-%d}') and clock.zfill(5) in ('00000', f'{starts:%H:%M}')
