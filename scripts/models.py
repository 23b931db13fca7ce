"""Makes the models that read printed text: PP-OCRv6 small (Apache-2.0), out of a pinned Python package, made smaller.

`python3 models.py LIST FOLDER`: LIST is photo/read/models.json, FOLDER gets the two ONNX files and their licence.
Needs nothing but Python 3.8 and pip. What it writes depends on nothing but the package's bytes.

Changes to the models, as Apache-2.0 section 4 (b) wants them named:
- weights of 64 values and more are stored as float16, with a Cast node behind each;
- the recogniser's last layer keeps the classes for ASCII, Latin, GB 2312 and the common part of Big5 alone, and its
  closing Softmax is left out: only the few values that are looked at need it.
"""

import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import zipfile

FLOAT, FLOAT16 = 1, 10
FEWEST = 64  # weights of fewer values stay as they are


# Protocol buffers, as far as ONNX needs them (onnx.proto of ONNX 1.16).


def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def fields(data):
    """Yields (number, wire type, value, raw bytes) of a message."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(data):
        start = at
        key = number()
        wire = key & 7
        if wire == 0:
            value = number()
        elif wire == 2:
            length = number()
            value = bytes(data[at : at + length])
            at += length
        else:
            length = {1: 8, 5: 4}[wire]
            value = bytes(data[at : at + length])
            at += length
        yield key >> 3, wire, value, bytes(data[start:at])


def message(number, value):
    return varint(number << 3 | 2) + varint(len(value)) + value


def integer(number, value):
    return varint(number << 3) + varint(value)


class Tensor:
    """TensorProto: dims 1, data_type 2, float_data 4, name 8, raw_data 9."""

    def __init__(self, data):
        self.dims, self.type, self.name, self.raw, rest = [], None, "", None, []
        for number, wire, value, _ in fields(data):
            if number == 1 and wire == 0:
                self.dims.append(value)
            elif number == 2:
                self.type = value
            elif number == 8:
                self.name = value.decode()
            elif number == 9:
                self.raw = value
            else:
                rest.append(number)
        if self.raw is None and 0 in self.dims:
            self.raw = b""
        if rest or self.raw is None:
            raise SystemExit(f"{self.name}: stored in a way that is not known")

    def floats(self):
        return struct.unpack(f"<{len(self.raw) // 4}f", self.raw)

    def bytes(self):
        dims = b"".join(integer(1, dim) for dim in self.dims)
        return dims + integer(2, self.type) + message(8, self.name.encode()) + message(9, self.raw)


def halved(tensor):
    """The tensor as float16, or None when its values do not go into it."""
    try:
        raw = struct.pack(f"<{len(tensor.raw) // 4}e", *tensor.floats())
    except OverflowError:
        return None
    tensor.name, tensor.type, tensor.raw = tensor.name + ".half", FLOAT16, raw
    return tensor


def cast(source, result):
    """NodeProto: input 1, output 2, name 3, op_type 4, attribute 5 (name 1, i 3, type 20 = INT 2)."""
    to = message(1, b"to") + integer(3, FLOAT) + integer(20, 2)
    return (
        message(1, source.encode())
        + message(2, result.encode())
        + message(3, b"widen." + result.encode())
        + message(4, b"Cast")
        + message(5, to)
    )


def node(data):
    inputs, outputs, operator = [], [], ""
    for number, _, value, _ in fields(data):
        if number == 1:
            inputs.append(value.decode())
        elif number == 2:
            outputs.append(value.decode())
        elif number == 4:
            operator = value.decode()
    return operator, inputs, outputs


# The recogniser's classes.


def kept(character):
    """Whether slips and receipts may print it: ASCII, Latin, GB 2312, common Big5, and marks."""
    if len(character) != 1:
        return False
    code = ord(character)
    if code < 0x180 or 0x2010 <= code < 0x203C or character in "€₩℃℉™■□▲△●○◆◇★☆￥" or 0x2460 <= code < 0x2474:
        return True
    if 0x3000 <= code < 0x3020 or 0xFF01 <= code < 0xFF5F:
        return True
    try:
        # The rows of ideographs; those before hold punctuation, kana, Greek, Cyrillic, lines.
        if character.encode("gb2312")[0] >= 0xB0:
            return True
    except UnicodeEncodeError:
        pass
    try:
        # The plane of frequent ideographs.
        return 0xA4 <= character.encode("big5")[0] <= 0xC6 and 0x4E00 <= code < 0xA000
    except UnicodeEncodeError:
        return False


class Classes:
    """Class 0 is the blank of CTC, the last one the space; those between are the dictionary's lines."""

    def __init__(self, dictionary):
        self.characters = dictionary.split("\n")
        self.count = len(self.characters) + 2
        self.keep = [0] + [i + 1 for i, c in enumerate(self.characters) if kept(c)] + [self.count - 1]

    def dictionary(self):
        return "\n".join(self.characters[i - 1] for i in self.keep[1:-1])

    def cut(self, tensor):
        """Keeps the last dimension's classes."""
        rows = len(tensor.raw) // 4 // self.count
        values = tensor.floats()
        cut = [values[row * self.count + i] for row in range(rows) for i in self.keep]
        tensor.raw = struct.pack(f"<{len(cut)}f", *cut)
        tensor.dims[-1] = len(self.keep)
        return tensor


def shrink(data):
    """ModelProto: graph 7, metadata_props 14 (key 1, value 2). GraphProto: node 1, name 2, initializer 5, doc_string 10,
    input 11, output 12, value_info 13."""
    model = list(fields(data))
    classes = None
    for number, _, value, _ in model:
        if number == 14:
            entry = {key: text for key, _, text, _ in fields(value)}
            if entry[1] == b"character":
                classes = Classes(entry[2].decode())
    graph = [list(fields(value)) for number, _, value, _ in model if number == 7][0]
    nodes = [(raw, node(value)) for number, _, value, raw in graph if number == 1]
    outputs = [value for number, _, value, _ in graph if number == 12]
    if classes:
        last = nodes[-1][1]
        if last[0] != "Softmax":
            raise SystemExit("the recogniser ends otherwise than expected")
        # What the Softmax took is what the model now gives.
        raw, (operator, inputs, _) = nodes[-2]
        if operator != "Identity" or nodes[-2][1][2] != last[1]:
            raise SystemExit("the recogniser ends otherwise than expected")
        identity = message(1, inputs[0].encode()) + message(2, last[2][0].encode()) + message(4, b"Identity")
        nodes = nodes[:-2] + [(message(1, identity), None)]
    casts, initializers = [], []
    for number, _, value, _ in graph:
        if number != 5:
            continue
        tensor = Tensor(value)
        if classes and tensor.dims and tensor.dims[-1] == classes.count:
            classes.cut(tensor)
        if tensor.type == FLOAT and tensor.raw and len(tensor.raw) >= 4 * FEWEST:
            name = tensor.name
            small = halved(tensor)
            if small:
                casts.append(message(1, cast(small.name, name)))
                tensor = small
        initializers.append(message(5, tensor.bytes()))
    name = b"".join(raw for number, _, _, raw in graph if number == 2)
    inputs = b"".join(raw for number, _, _, raw in graph if number == 11)
    # The output's name alone: its shape has changed.
    results = b""
    for output in outputs:
        entry = {number: value for number, _, value, _ in fields(output)}
        results += message(12, message(1, entry[1]) + message(2, message(1, integer(1, FLOAT))))
    body = b"".join(casts) + b"".join(raw for raw, _ in nodes) + name + b"".join(initializers) + inputs + results
    out = b""
    for number, _, value, raw in model:
        if number == 7:
            out += message(7, body)
        elif number == 14:
            entry = {key: text for key, _, text, _ in fields(value)}
            text = classes.dictionary().encode() if classes and entry[1] == b"character" else entry[2]
            out += message(14, message(1, entry[1]) + message(2, text))
        elif number not in (2, 3, 6):
            out += raw
    change = "weights stored as float16" + (", classes left out, Softmax left out" if classes else "")
    notice = f"PP-OCRv6 small by the PaddleOCR authors, Apache-2.0, as packaged in rapidocr; changed by Slipcheck: {change}."
    return out + message(6, notice.encode())


def fetch(package, folder):
    """The package's archive, by pip: version and hash are pinned, nothing of it is run."""
    wanted = os.path.join(folder, "wanted.txt")
    with open(wanted, "w", encoding="ascii") as file:
        file.write(f"{package['name']}=={package['version']} --hash=sha256:{package['sha256']}\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run(pip + ["--require-hashes", "--only-binary", ":all:", "-r", wanted, "-d", folder], check=True)
    return next(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".whl"))


def main(list_file, folder):
    with open(list_file, encoding="utf-8") as file:
        listed = json.load(file)
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive = zipfile.ZipFile(fetch(listed["package"], scratch))
        for model in listed["models"]:
            made = shrink(memoryview(archive.read(model["member"])))
            found = hashlib.sha256(made).hexdigest()
            if found != model["sha256"] and not os.environ.get("SLIPCHECK_MODELS_ANY"):
                raise SystemExit(f"{model['file']}: SHA-256 {found} where {model['sha256']} was expected")
            place = os.path.join(folder, model["file"])
            with open(place + ".part", "wb") as file:
                file.write(made)
            os.replace(place + ".part", place)
            print(f"{model['file']} {len(made)} {found}")
        for notice in listed["notices"]:
            with open(os.path.join(folder, notice["file"]), "wb") as file:
                file.write(archive.read(notice["member"]))


if __name__ == "__main__":
    main(*sys.argv[1:3])
