"""Words the program says to its own other lives; no clerk types them."""

SELF_TEST = "--self-test"
TYPIST = "--self-test-typist"
QUICK, PAGES = "--quick", "--pages"
FINISH_UPDATE = "--finish-update"
UPDATE_TOLD = "update.json"  # in the user folder: how an update ended, until the next window tells it
