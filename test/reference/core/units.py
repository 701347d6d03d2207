"""Conversions by pint: a value in one unit, in another, as pint spells them and as we do."""

import json
from pathlib import Path

import pint

registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
conversions = [
    (210, "GPa", "psi", None, None),
    (30, "ksi", "MPa", None, None),
    (1, "atm", "Pa", None, None),
    (760, "torr", "bar", None, None),
    (1, "mmHg", "Pa", None, None),
    (29.92, "inHg", "kPa", None, None),
    (20, "degC", "K", None, None),
    (451, "degF", "degC", None, None),
    (300, "K", "degF", None, None),
    (12.5, "MPa*m^0.5", "psi*inch^0.5", "MPa·√m", "psi in^0.5"),
    (0.16, "W/(m*K)", "mW/(cm*K)", "W/(m·K)", "mW/(cm K)"),
    (1, "Btu_it", "J", "BTU", "J"),
    (1, "kWh", "MJ", None, None),
    (1, "eV", "J", None, None),
    (13.6, "eV", "kJ", None, None),
    (1, "hartree", "eV", None, None),
    (1, "bohr", "angstrom", None, "Å"),
    (1, "cal", "J", None, None),
    (100, "hp", "kW", None, None),
    (65, "mph", "km/h", None, None),
    (10, "knot", "m/s", None, None),
    (1, "inch", "mm", None, None),
    (1, "mile", "km", None, None),
    (1, "yard", "cm", None, None),
    (2, "hectare", "m^2", None, "m²"),
    (1, "gallon", "L", None, None),
    (1, "pound", "g", "lbm", None),
    (1, "ounce", "g", None, None),
    (1, "kip", "kN", None, None),
    (5, "kgf", "N", None, None),
    (1, "dyne", "N", None, None),
    (62.4, "lb/ft^3", "kg/m^3", "lbm/ft^3", "kg/m³"),
    (7.85, "g/cm^3", "kg/m^3", "g/cm³", None),
    (1500, "revolution/minute", "rad/s", "rpm", "rad/s"),
    (180, "deg", "rad", "°", None),
    (30, "arcmin", "deg", None, None),
    (1, "poise", "Pa*s", None, "Pa·s"),
    (1, "cP", "mPa*s", None, "mPa s"),
    (1, "cSt", "mm^2/s", None, "mm²/s"),
    (1, "darcy", "µm^2", None, "µm²"),
    (250, "ppm", "percent", None, "%"),
    (1, "year", "day", None, "d"),
    (3, "week", "hour", None, "h"),
    (2.5, "mol/L", "mol/m^3", None, None),
    (1, "dalton", "kg", None, None),
    (5, "Ah", "C", None, None),
    (4.7, "kohm", "ohm", "kΩ", "Ω"),
    (100, "nF", "µF", None, None),
    (25, "W/(m^2*K)", "Btu_it/(hour*ft^2*delta_degF)", "W/(m² K)", "BTU/(h ft^2 degF)"),
    (1, "L/min", "m^3/s", None, None),
    (9.81, "m/s^2", "ft/s^2", "m/s²", "ft s⁻²"),
]


def spelled(unit):
    return unit.replace("inch", "in").replace("pound", "lbm")


cases = []
for value, source, target, ours, theirs in conversions:
    result = registry.Quantity(value, source).to(target).magnitude
    cases.append([value, ours or spelled(source), theirs or spelled(target), float(result)])
Path(__file__).with_suffix(".json").write_text(json.dumps(cases, ensure_ascii=False, indent=1))
