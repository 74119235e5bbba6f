"""What is done with a draft: all the commands under one name."""

from portulan.drafts.commands.adopting import adopt_draft as adopt_draft
from portulan.drafts.commands.adopting import discard_draft as discard_draft
from portulan.drafts.commands.adopting import why_not_yet as why_not_yet
from portulan.drafts.commands.working import bring_up_to_date as bring_up_to_date
from portulan.drafts.commands.working import change_draft as change_draft
from portulan.drafts.commands.working import merge_actions as merge_actions
from portulan.drafts.commands.working import name_draft as name_draft
from portulan.drafts.commands.working import open_draft as open_draft
from portulan.drafts.commands.working import seal as seal
from portulan.drafts.commands.working import take_back as take_back
