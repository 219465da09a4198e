"""One room for each kind of fact: what the annotated letter says, as the facts of the contract.

``money``, ``promises``, ``advice``, ``programmes``, ``references`` and ``letterhead`` each tell in the head of the
room how they go about it; ``entities`` gives the names, ``links`` ties facts to one another, and ``told`` and ``said``
are how a rule hands on what it read and where.
"""
