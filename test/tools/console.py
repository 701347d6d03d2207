"""Types into `jupyter console` in a terminal, as a person does; fails where an answer does not come."""

import os
import sys
import time

import pexpect

console = pexpect.spawn(
    sys.executable,
    ["-m", "jupyter_console", "--kernel", "mesoscope", "--ZMQCompleter.timeout=20"],
    env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
    dimensions=(40, 120),
    encoding="utf-8",
    timeout=25,
)


def prompt(number):
    console.expect(rf"m{number}\x1b\[[0-9;]*m\]: .*?\x1b\[\?25h")


prompt(1)
console.send("function twice(x: number) {\r")
console.expect(r"\.\.\.:")
console.send("return 2 * x; }\r\r")
prompt(2)
console.send("twice(21)\r")
console.expect("42")
prompt(3)
console.send("Math.flo\t")
console.expect("or")  # what is missing of the name
console.send("(7.5)\r")
console.expect("7")
prompt(4)
console.send("for (;;);\r")
time.sleep(1)  # until it runs
console.sendintr()
console.expect("Stopped")
prompt(5)
console.send("\x1b[A\x1b[A\x1b[A\r")  # three lines up
console.expect("42")
prompt(6)
console.sendeof()
console.expect(r"exit")
console.send("y\r")
console.expect(pexpect.EOF)
