"""n-body: floats in lists, unpacked in loops"""

SIZE = 12000

DAYS = 365.24
SOLAR = 39.47841760435743


def bodies():
    return [
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SOLAR],
        [
            [4.84143144246472, -1.16032004402743, -0.10362204447112],
            [0.00166007664274 * DAYS, 0.00769901118420 * DAYS, -0.00006904600169 * DAYS],
            0.00095479193842 * SOLAR,
        ],
        [
            [8.34336671824458, 4.12479856412430, -0.40352341711432],
            [-0.00276742510726 * DAYS, 0.00499852801235 * DAYS, 0.00002304172976 * DAYS],
            0.00028588598067 * SOLAR,
        ],
        [
            [12.8943695621391, -15.1111514016986, -0.22330757889266],
            [0.00296460137564 * DAYS, 0.00237847173959 * DAYS, -0.00002965895685 * DAYS],
            0.00004366244043 * SOLAR,
        ],
        [
            [15.3796971148509, -25.9193146099880, 0.17925877295037],
            [0.00268067772490 * DAYS, 0.00162824170038 * DAYS, -0.00009515922545 * DAYS],
            0.00005151389020 * SOLAR,
        ],
    ]


def advance(pairs, system, step):
    for (p1, v1, m1), (p2, v2, m2) in pairs:
        dx = p1[0] - p2[0]
        dy = p1[1] - p2[1]
        dz = p1[2] - p2[2]
        square = dx * dx + dy * dy + dz * dz
        force = step / (square * square**0.5)
        a = m2 * force
        b = m1 * force
        v1[0] -= dx * a
        v1[1] -= dy * a
        v1[2] -= dz * a
        v2[0] += dx * b
        v2[1] += dy * b
        v2[2] += dz * b
    for place, speed, _ in system:
        place[0] += step * speed[0]
        place[1] += step * speed[1]
        place[2] += step * speed[2]


def energy(pairs, system):
    total = 0.0
    for _, (vx, vy, vz), mass in system:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2.0
    for (p1, _, m1), (p2, _, m2) in pairs:
        dx = p1[0] - p2[0]
        dy = p1[1] - p2[1]
        dz = p1[2] - p2[2]
        total -= m1 * m2 / (dx * dx + dy * dy + dz * dz) ** 0.5
    return total


def run(size):
    system = bodies()
    pairs = []
    for i in range(len(system)):
        for j in range(i + 1, len(system)):
            pairs.append((system[i], system[j]))
    for _ in range(size):
        advance(pairs, system, 0.01)
    return '%.7f' % energy(pairs, system)
