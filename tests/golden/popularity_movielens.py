"""Hits of popularity on MovieLens-1M, for resources/baselines/sanity.json: leave-one-out by time, popularity of the
training part, 100 uniform negatives from the rated catalogue without the user's items, mean ranks of ties, 8 draws.
Python 3, standard library. Argument: ml-1m.zip. Mean and standard deviation over the draws (users, items):
{1: (0.0963, 0.0021), 3: (0.2214, 0.0017), 5: (0.3065, 0.0023), 10: (0.4539, 0.0022)} 6040 3706"""
import collections
import random
import statistics
import sys
import zipfile

DRAWS = 8
NEGATIVES = 100
CUTS = (1, 3, 5, 10)

archive = zipfile.ZipFile(sys.argv[1])
ratings = next(name for name in archive.namelist() if name.endswith("ratings.dat"))
histories = collections.defaultdict(list)
for place, line in enumerate(archive.read(ratings).decode("latin1").split("\n")):
    if line:
        user, movie, _, time = line.strip().split("::")
        histories[int(user)].append((int(time), place, int(movie)))

popularity, targets, own = collections.Counter(), {}, {}
for user, history in histories.items():
    movies = [movie for _, _, movie in sorted(history)]
    own[user] = set(movies)
    targets[user] = movies[-1]
    popularity.update(movies[:-2])
catalogue = sorted(set().union(*own.values()))

shares = []
for seed in range(DRAWS):
    chance = random.Random(seed)
    hits = collections.Counter()
    for user, target in targets.items():
        negatives = set()
        while len(negatives) < NEGATIVES:
            movie = chance.choice(catalogue)
            if movie not in own[user]:
                negatives.add(movie)
        count = popularity[target]
        rank = 1 + sum(popularity[movie] > count for movie in negatives)
        rank += 0.5 * sum(popularity[movie] == count for movie in negatives)
        for k in CUTS:
            hits[k] += rank <= k
    shares.append({k: hits[k] / len(targets) for k in CUTS})
print({k: (round(statistics.mean(s[k] for s in shares), 4), round(statistics.stdev(s[k] for s in shares), 4))
       for k in CUTS}, len(targets), len(catalogue))
