"""Fourier transforms, convolutions, windows and power spectra by SciPy."""

import json
from pathlib import Path

import numpy as np
from scipy import fft, signal

rng = np.random.default_rng(31)


def parts(z):
    return {"real": np.real(z).tolist(), "imaginary": np.imag(z).tolist()}


def line(n):
    x = rng.normal(size=n) + 1j * rng.normal(size=n)
    return {"values": parts(x), "transform": parts(fft.fft(x))}


def convolution(a, b):
    modes = ["full", "same"] + (["valid"] if all(np.array(a.shape) >= b.shape) else [])
    convolve = {mode: signal.convolve(a, b, mode=mode, method="direct").tolist() for mode in modes}
    correlate = {mode: signal.correlate(a, b, mode=mode, method="direct").tolist() for mode in modes}
    return {"a": a.tolist(), "b": b.tolist(), "convolve": convolve, "correlate": correlate}


cube = rng.normal(size=(3, 4, 6))
sample = rng.normal(size=300) + np.sin(np.arange(300) * 0.7)
frequencies, density = signal.welch(sample, fs=20, nperseg=64)
odd_frequencies, odd_density = signal.welch(sample, nperseg=45, noverlap=10, window="hamming")
result = {
    "lines": [line(n) for n in [1, 2, 3, 4, 5, 8, 12, 17, 30, 49, 64, 97, 143, 180, 211]],
    "cube": cube.tolist(),
    "axes": [parts(fft.fft(cube, axis=axis)) for axis in range(3)],
    "all": parts(fft.fftn(cube)),
    "real": [parts(fft.rfft(cube, axis=axis)) for axis in range(3)],
    "realAll": parts(fft.rfftn(cube)),
    "frequencies": [fft.fftfreq(n, 0.1).tolist() for n in (5, 6)],
    "realFrequencies": [fft.rfftfreq(n, 0.1).tolist() for n in (5, 6)],
    "convolutions": [
        convolution(rng.normal(size=12), rng.normal(size=5)),
        convolution(rng.normal(size=7), rng.normal(size=4)),
        convolution(rng.normal(size=4), rng.normal(size=9)),
        convolution(rng.normal(size=(6, 7)), rng.normal(size=(3, 4))),
        convolution(rng.normal(size=(3, 4, 4)), rng.normal(size=(2, 3, 1))),
    ],
    "windows": {
        name: [signal.get_window(name, 9, fftbins=periodic).tolist() for periodic in (False, True)]
        for name in ("hann", "hamming", "blackman")
    },
    "signal": sample.tolist(),
    "spectra": [
        {"frequencies": frequencies.tolist(), "density": density.tolist()},
        {"frequencies": odd_frequencies.tolist(), "density": odd_density.tolist()},
    ],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
