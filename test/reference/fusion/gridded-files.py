"""The same field, 2 times × 3 latitudes × 4 longitudes with one value missing, in every gridded format."""

import json
import shutil
from pathlib import Path

import h5py
import netCDF4
import numpy as np
import tifffile
import zarr

folder = Path(__file__).parent / "fixtures"
folder.mkdir(exist_ok=True)

hours = np.array([876576, 876582])
latitude = np.array([10.0, 20.0, 30.0], "f4")
longitude = np.array([-5.0, 0.0, 5.0, 10.0], "f4")
temperature = np.ma.masked_greater(270 + 0.5 * np.arange(24).reshape(2, 3, 4), 281)
stations = np.array(["north", "mid", "south"], dtype=object)


def netcdf(name, form):
    data = netCDF4.Dataset(folder / name, "w", format=form)
    data.title = "a field"
    data.createDimension("time", None)
    data.createDimension("lat", 3)
    data.createDimension("lon", 4)
    time = data.createVariable("time", "f8" if form.startswith("NETCDF3") else "i8", ("time",))
    time.units = "hours since 1900-01-01 00:00:00.0"
    time[:] = hours
    for axis, values, unit in (("lat", latitude, "degrees_north"), ("lon", longitude, "degrees_east")):
        variable = data.createVariable(axis, "f4", (axis,))
        variable.units = unit
        variable[:] = values
    packed = {} if form.startswith("NETCDF3") else {"zlib": True, "chunksizes": (1, 3, 2), "shuffle": True}
    field = data.createVariable("t2m", "i2", ("time", "lat", "lon"), fill_value=-32767, **packed)
    field.scale_factor, field.add_offset = 0.01, 273.15
    field.units, field.long_name = "K", "air temperature"
    field[:] = temperature
    short = data.createVariable("mask", "i1", ("lat",))
    short[:] = [1, 0, 1]
    rain = data.createVariable("rain", "f8", ("time", "lat", "lon"))
    rain.units = "kg m-2 s-1"
    rain.missing_value = -999.0
    rain[:] = np.where(np.arange(24).reshape(2, 3, 4) == 3, -999.0, 1e-4 * np.arange(24).reshape(2, 3, 4))
    late = data.createVariable("late", "f4", ("lat",))
    late[0] = 1.5
    if form.startswith("NETCDF3"):
        data.createDimension("letters", 6)
        codes = data.createVariable("station", "S1", ("lat", "letters"))
        codes[:] = netCDF4.stringtochar(np.array(stations, "S6"))
    else:
        codes = data.createVariable("station", str, ("lat",))
        codes[:] = stations
        group = data.createGroup("deep")
        depth = group.createVariable("level", "f8", ("lat",))
        depth.units = "hPa"
        depth[:] = [1000, 850, 500]
    data.close()


netcdf("classic.nc", "NETCDF3_CLASSIC")
netcdf("offset.nc", "NETCDF3_64BIT_OFFSET")
netcdf("netcdf4.nc", "NETCDF4")

with h5py.File(folder / "tables.h5", "w") as file:
    rows = file.create_group("run")
    rows["time"] = np.arange(5) * 0.5
    rows["time"].attrs["units"] = "s"
    rows.create_dataset("load", data=np.array([1, 2, 3, 4, 5], "i8"), compression="gzip")
    rows["load"].attrs["units"] = "kN"
    rows["label"] = np.array(["a", "b", "c", "dé", ""], dtype=h5py.string_dtype())
    file["picture"] = np.arange(6, dtype="u1").reshape(2, 3)
    file["records"] = np.array([(1, 2.5)], dtype=[("n", "i4"), ("x", "f8")])

filled = temperature.filled(np.nan).astype("f4")
for version in (2, 3):
    store = folder / f"field-v{version}.zarr"
    shutil.rmtree(store, ignore_errors=True)
    root = zarr.open_group(store, mode="w", zarr_format=version)
    for name, values, names, attributes in (
        ("t2m", filled, ("time", "lat", "lon"), {"units": "K", "long_name": "air temperature"}),
        ("time", hours, ("time",), {"units": "hours since 1900-01-01"}),
        ("lat", latitude, ("lat",), {"units": "degrees_north"}),
        ("lon", longitude, ("lon",), {"units": "degrees_east"}),
    ):
        named = {"dimension_names": names} if version == 3 else {}
        array = root.create_array(name, shape=values.shape, dtype=values.dtype, chunks=[min(2, n) for n in values.shape], **named)
        array[:] = values
        array.attrs.update(attributes | ({} if version == 3 else {"_ARRAY_DIMENSIONS": list(names)}))

raster = np.stack([temperature[0].filled(-9999), temperature[1].filled(-9999)]).astype("f4")
geokeys = (1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
tags = [
    (33550, "d", 3, (5.0, 10.0, 0.0), False),
    (33922, "d", 6, (0.0, 0.0, 0.0, -7.5, 35.0, 0.0), False),
    (34735, "H", 16, geokeys, False),
    (42113, "s", 0, "-9999", False),
]
tifffile.imwrite(
    folder / "bands.tif", raster[:, ::-1], photometric="minisblack", planarconfig="separate",
    compression="deflate", extratags=tags, metadata=None,
)
projected = [*tags[:2], (34735, "H", 16, (1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 2, 3076, 0, 1, 9002), False)]
tifffile.imwrite(folder / "feet.tif", raster[0], photometric="minisblack", extratags=projected, metadata=None)
tifffile.imwrite(folder / "plain.tif", np.arange(12, dtype="u2").reshape(3, 4), metadata=None)

calendar = {
    f"{unit} ({name})": [
        str(time) for time in netCDF4.num2date([0, 1.5, 730000], unit, name, only_use_cftime_datetimes=True)
    ]
    for unit, name in (
        ("days since 0001-01-01", "standard"),
        ("days since 0001-01-01", "proleptic_gregorian"),
        ("hours since 1-1-1 00:00:0.0", "gregorian"),
        ("hours since 1900-01-01", "standard"),
        ("minutes since 1970-01-01 12:30:15", "standard"),
        ("seconds since 2000-01-01T00:00:00Z", "standard"),
    )
}
result = {
    "temperature": [None if value is np.ma.masked else float(value) for value in temperature.ravel()],
    "times": ["2000-01-01T00:00:00.000Z", "2000-01-01T06:00:00.000Z"],
    "calendar": calendar,
}
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, separators=(",", ":")) + "\n")
