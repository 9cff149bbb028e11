"""Shortest paths and betweenness in a directed network with positive lengths, by formulas of our own."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

Network = Mapping[str, Mapping[str, float]]
_NEAR = 1e-12  # paths whose lengths differ by less, relatively, are equally short


def betweenness(network: Network) -> dict[str, float]:
    """How much of all shortest paths between others leads through each node?

    Brandes 2001 (Journal of Mathematical Sociology 25, 163-177) with Dijkstra's search: for every pair of other nodes
    the share of its shortest paths that pass, added up. `network[a][b]` is the positive length of the edge from a to b.
    """
    nodes = sorted({*network, *(end for ends in network.values() for end in ends)})
    through = dict.fromkeys(nodes, 0.0)
    for source in nodes:
        order, counts, parents = _search(network, source)
        leaning = dict.fromkeys(order, 0.0)
        for node in reversed(order):
            for parent in parents[node]:
                leaning[parent] += counts[parent] / counts[node] * (1 + leaning[node])
            if node != source:
                through[node] += leaning[node]
    return through


def _search(network: Network, source: str) -> tuple[list[str], dict[str, float], dict[str, list[str]]]:
    """Nodes by distance from the source, how many shortest paths reach each, and over which nodes before it."""
    lengths, counts = {source: 0.0}, {source: 1.0}
    parents: dict[str, list[str]] = {source: []}
    order: list[str] = []
    done: set[str] = set()
    waiting = [(0.0, source)]
    while waiting:
        length, node = heapq.heappop(waiting)
        if node in done:
            continue
        done.add(node)
        order.append(node)
        for end, step in network.get(node, {}).items():
            told, known = length + step, lengths.get(end)
            margin = _NEAR * max(1.0, told)
            if known is None or told < known - margin:
                lengths[end], counts[end], parents[end] = told, counts[node], [node]
                heapq.heappush(waiting, (told, end))
            elif told <= known + margin and end not in done:
                counts[end] += counts[node]
                parents[end].append(node)
    return order, counts, parents


def shortest_paths(network: Network, source: str, avoided: str | None = None) -> dict[str, list[str]]:
    """The shortest path to every node that can be reached, `avoided` left out, as nodes from the source on.

    Among equally short paths the one whose nodes, from the end back, come first in the alphabet, so that the answer
    does not depend on the order of rows.
    """
    open_to = {
        start: {end: step for end, step in ends.items() if end != avoided}
        for start, ends in network.items()
        if start != avoided
    }
    order, _, parents = _search(open_to, source)
    found: dict[str, list[str]] = {source: [source]}
    for node in order[1:]:
        found[node] = [*found[min(parents[node])], node]
    return found
