"""What the cells burn: three small trees, and three images of a known size that hold them. The same every time."""
import pathlib
import random
import subprocess

BLOCK = 2048
# Sizes that fill neither an ECC block of a DVD (16) nor a cluster of a BD (32), above the 300 blocks of a CD track.
SIZES = {"first": 610, "second": 999, "third": 307}
FILES = {"first": {"read me.txt": 900, "folder/one.bin": 500_000, "folder/two.bin": 2048},
         "second": {"deep/er/three.bin": 1_500_001, "four.txt": 4095},
         "third": {"five.bin": 300_000}}
EPOCH = "1764028800"


def make_inputs(folder, environment):
    """Trees in folder/first ..., images in folder/first.iso ..., and what cdrdao needs to burn them in folder/first.toc ..."""
    for name, files in FILES.items():
        for path, size in files.items():
            file = folder / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(random.Random(path).randbytes(size))
        image = folder / f"{name}.iso"
        subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-no-pad", "-R", "-J", "-V", name.upper(), "-o", image, folder / name],
                       check=True, capture_output=True, timeout=60, env=environment)
        data = image.read_bytes()
        fill = random.Random(name).randbytes(SIZES[name] * BLOCK - len(data))
        image.write_bytes(data + fill)
        (folder / f"{name}.toc").write_text(f'CD_ROM\nTRACK MODE1\nDATAFILE "{image}"\n', encoding="utf-8")
    return {word: str(folder / word) for name in FILES for word in (name, f"{name}.iso", f"{name}.toc")}


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path for path in sorted(pathlib.Path(folder).rglob("*"))
            if path.is_file()}
