"""What a browser sends for a form that was opened, then changed."""


def typed(action, **changes):
    """What the browser would send for this action's form."""
    bodies = list(action.responsibilities(manager="everywhere").order_by("position"))
    results = list(action.expected_results(manager="everywhere").filter(removed_at=None).order_by("position"))
    data = {
        "version": action.version,
        "code": action.code,
        "text": action.text,
        "short_title": action.short_title,
        "deadline": action.deadline_text,
        "priority": action.priority,
        "recommendations": "\n".join(action.recommendations),
        "new_body": "",
        "responsibles-TOTAL_FORMS": len(bodies) + 1,
        "responsibles-INITIAL_FORMS": len(bodies),
        "results-TOTAL_FORMS": len(results) + 1,
        "results-INITIAL_FORMS": len(results),
    }
    for rank, one in enumerate([*bodies, None]):
        data |= {f"responsibles-{rank}-body": one.body_id if one else "", f"responsibles-{rank}-role": "pilot"}
    for rank, one in enumerate([*results, None]):
        data |= {
            f"results-{rank}-id": one.pk if one else "",
            f"results-{rank}-text": one.text if one else "",
            f"results-{rank}-kind": one.kind if one else "document",
        }
    return data | changes
