"""The traces of a cell's steps, played back as the host against a drive with an equal disc."""
import subprocess

SECONDS_A_TRACE = 60


def traces_of(folder):
    """In the order of the steps: 2.growisofs.bbt comes before 10.dd.bbt."""
    return sorted(folder.glob("*.bbt"), key=lambda trace: int(trace.name.split(".")[0]))


def difference(bin_dir, folder, url):
    """What the first trace that does not replay says, None when all do."""
    for trace in traces_of(folder):
        done = subprocess.run([bin_dir / "bbcheck", "replay", trace, url], capture_output=True, text=True,
                              timeout=SECONDS_A_TRACE)
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            return f"trace {trace.name} does not replay: {said[-1] if said else done.returncode}"
    return None
