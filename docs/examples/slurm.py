"""SLURM: workers as jobs of an array, a scheduler on this machine, and an experiment sent to them. Needs the extra `cluster`.

    python slurm.py --workers 40 -- experiment how_much_each_drives run.horizon_days=365

Run it on the login node, with the same environment on all nodes and a folder that all can read. `--here` starts the workers as
processes of this machine instead; the tests use it. We have NOT run this file on SLURM itself; submitit writes and submits the
job script.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import submitit

from sim.cli.main import main


def work(address: str) -> int:
    """The work of each job: run a worker until the scheduler stops."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--nworkers", "1",
               "--no-dashboard", "--death-timeout", "120"]
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def sent(argv: list[str]) -> int:
    """Starts a scheduler, submits the workers, runs the command and stops them all; returns the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--hours", type=float, default=4.0)
    parser.add_argument("--partition", default="")
    parser.add_argument("--here", action="store_true")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args(argv)
    host = "127.0.0.1" if asked.here else socket.gethostbyname(socket.gethostname())
    with socket.socket() as probe:
        probe.bind((host, 0))
        address = f"tcp://{host}:{probe.getsockname()[1]}"
    with tempfile.TemporaryDirectory(dir=os.environ.get("SLURM_SHARED")) as folder:
        executor = submitit.AutoExecutor(Path(folder) / "jobs", cluster="local" if asked.here else "slurm")
        executor.update_parameters(timeout_min=int(60 * asked.hours), name="contact-centre")
        if not asked.here:
            executor.update_parameters(slurm_array_parallelism=asked.workers, cpus_per_task=1, mem_gb=2,
                                       **({"slurm_partition": asked.partition} if asked.partition else {}))
        scheduler = subprocess.Popen([sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address,
                                      "--no-dashboard", "--no-show"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        jobs = executor.map_array(work, [address] * asked.workers)
        try:
            return main([*asked.command, "--cluster", address])
        finally:
            for job in jobs:
                job.cancel()
            scheduler.terminate()
            scheduler.wait()


if __name__ == "__main__":
    sys.exit(sent(sys.argv[1:]))
