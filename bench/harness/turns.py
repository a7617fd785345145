"""Which measurements there is time to repeat."""


def affordable(took, seconds, always=lambda key: False):
    """The keys of took that fit into so many seconds: those for which always
    holds, and of the others the quickest. took says how long each one takes."""
    chosen = {key for key in took if always(key)}
    left = seconds - sum(took[key] for key in chosen)
    for key in sorted(took.keys() - chosen, key=lambda key: (took[key], key)):
        left -= took[key]
        if left < 0:
            break
        chosen.add(key)
    return chosen
