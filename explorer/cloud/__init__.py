"""The cloud: pictures in the middle of a screen, and around them those most like them.

``choice`` says which, ``seriation`` which beside which, ``packing`` where exactly; ``around`` puts
the three together for a collection. All of it is arithmetic on small arrays, the same for the same
question.
"""
