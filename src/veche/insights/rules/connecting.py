"""Connecting: who lies between others in a network of replies."""

from veche.insights.terms import Rows

SHOWN = 20


def rank_connectors(rows: Rows) -> Rows:
    """Answer (person, ways of a hundred that lead through them, people they talk with, replies).

    Rows are (one, other, replies) for each pair. Betweenness after Brandes (2001), every pair of
    others counted once, links without weight; who lies on no way is left out.
    """
    if not rows:
        return []
    import rustworkx

    people = sorted({person for one, other, _ in rows for person in (one, other)})
    place = {person: number for number, person in enumerate(people)}
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(people)
    graph.add_edges_from([(place[one], place[other], replies) for one, other, replies in rows])
    between = rustworkx.graph_betweenness_centrality(graph, normalized=True)
    replies = dict.fromkeys(people, 0)
    for one, other, count in rows:
        replies[one] += count
        replies[other] += count
    found = [
        (person, round(between[number] * 100, 2), graph.degree(number), replies[person])
        for person, number in place.items()
        if between[number] > 0
    ]
    return sorted(found, key=lambda row: (-row[1], -row[3], row[0]))[:SHOWN]
