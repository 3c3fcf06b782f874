"""Golden values for tests/engine/tst_probes.cpp: L2 logistic regression by scikit-learn.

Writes logistic_regression.json beside itself. Objective: mean cross-entropy + penalty/2 * |W|^2 (bias free),
that is C = 1 / (penalty * n). Made with the versions stored in the file.
"""
import json, pathlib, sys
import numpy, sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

rng = numpy.random.default_rng(2022)
cases = []
for n, d, classes, penalty in [(60, 3, 2, 0.1), (60, 3, 2, 0.001), (90, 4, 3, 0.01), (120, 5, 4, 1.0)]:
    labels = numpy.arange(n) % classes
    states = rng.normal(size=(n, d)) + 0.8 * rng.normal(size=(classes, d))[labels]
    states = states.round(6)
    # Two classes with a softmax of two rows: the same optimum has W1 = -W0, so the binary penalty is halved.
    c = 1 / (penalty * n) * (2 if classes == 2 else 1)
    model = LogisticRegression(C=c, tol=1e-12, max_iter=100000).fit(states, labels)
    p = model.predict_proba(states)
    cases.append(dict(classes=classes, penalty=penalty, labels=labels.tolist(), states=states.ravel().tolist(),
                      probabilities=p.ravel().tolist(), loss=float(log_loss(labels, p))))
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps(dict(versions=dict(python=sys.version.split()[0], numpy=numpy.__version__,
                                             sklearn=sklearn.__version__), cases=cases)))
