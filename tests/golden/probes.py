"""Golden values for tests/engine/tst_probes_golden.cpp: the probes knn by scikit-learn and boosted_trees by XGBoost.

Writes probes.json beside itself. Every case has its states, standardised by the training users where the probe
does so, and for knn the class shares before smoothing. Made with the versions stored in the file; XGBoost must be
of the version the program is built with.
"""
import hashlib, json, pathlib, sys
import numpy, sklearn, xgboost
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler

rng = numpy.random.default_rng(2022)
SEED = 2022


def users(n, d, classes, shift):
    labels = numpy.arange(n) % classes
    states = rng.normal(size=(n, d)) * numpy.linspace(1, 3, d)
    states[numpy.arange(n), labels] += shift
    return states.round(4), labels


def auc(labels, p):
    if p.shape[1] == 2:
        return roc_auc_score(labels, p[:, 1])
    return roc_auc_score(labels, p, multi_class="ovo", average="macro")


def flat(values):
    return numpy.asarray(values).ravel().tolist()


def knn(train, y, validation, v, test, classes):
    scaler = StandardScaler().fit(train)
    best = None
    for k in (100, 50, 25, 15, 5):
        k = min(k, len(y))
        model = KNeighborsClassifier(k, algorithm="brute").fit(scaler.transform(train), y)
        smooth = lambda rows: (k * model.predict_proba(scaler.transform(rows)) + 1) / (k + classes)
        value = auc(v, smooth(validation))
        if best is None or value > best[0] + 1e-12:
            best = value, k, smooth(test)
    return dict(auc=best[0], k=best[1], probabilities=flat(best[2]))


def trees(train, y, validation, v, test, classes):
    seed = int.from_bytes(hashlib.sha256(f"{SEED}:probe boosted_trees".encode()).digest()[:8], "big")
    settings = dict(tree_method="hist", max_bin=64, max_depth=4, eta=0.1, subsample=0.8, nthread=1,
                    seed=seed % 1000000007, verbosity=0,
                    objective="binary:logistic" if classes == 2 else "multi:softprob")
    if classes > 2:
        settings["num_class"] = classes
    matrix = lambda rows, *labels: xgboost.DMatrix(rows.astype(numpy.float32), *labels)
    known, chosen = matrix(train, y), matrix(validation, v)
    booster = xgboost.Booster(settings, [known, chosen])

    def predict(rows, rounds):
        p = booster.predict(rows, iteration_range=(0, rounds))
        return numpy.stack([1 - p, p], 1) if classes == 2 else p

    best, waited = (-1, 0), 0
    for number in range(300):
        booster.update(known, number)
        value = auc(v, predict(chosen, 0).astype(float))
        waited += 1
        if value > best[0]:
            best, waited = (value, number + 1), 0
        if waited == 30:
            break
    return dict(auc=best[0], rounds=best[1], probabilities=flat(predict(matrix(test), best[1])))


cases = []
for classes, shift in ((2, 1.0), (2, 2.5), (4, 1.5)):
    sets = [users(n, 5, classes, shift) for n in (160, 60, 12)]
    (train, y), (validation, v), (test, _) = sets
    case = dict(classes=classes, knn=knn(train, y, validation, v, test, classes),
                boosted_trees=trees(train, y, validation, v, test, classes))
    for name, (states, labels) in zip(("train", "validation", "test"), sets):
        case[name] = dict(states=flat(states), labels=labels.tolist())
    cases.append(case)
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps(dict(versions=dict(python=sys.version.split()[0], numpy=numpy.__version__,
                                             sklearn=sklearn.__version__, xgboost=xgboost.__version__), cases=cases)))
