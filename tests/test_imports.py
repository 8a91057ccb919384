import subprocess
import sys


def test_help_loads_no_heavy_package() -> None:
    code = (
        "import sys, cli\n"
        "from click.testing import CliRunner\n"
        "assert CliRunner().invoke(cli.anjuan, ['--help']).exit_code == 0\n"
        "print([name for name in ('spacy', 'sklearn', 'pdfplumber', 'rapidocr', 'openvino', 'cv2', 'docx') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
