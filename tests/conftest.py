"""What every test can ask for; the fixtures stand in `fixtures/`, each file about one noun."""

pytest_plugins = (
    'tests.fixtures.databases', 'tests.fixtures.planners', 'tests.fixtures.portals', 'tests.fixtures.people',
    'tests.fixtures.cases',
)
