"""jupyter_kernel_test's checks of the messages of a kernel, with samples in TypeScript."""

import jupyter_kernel_test


class MesoscopeTests(jupyter_kernel_test.KernelTests):
    kernel_name = "mesoscope"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world');"
    code_stderr = "console.error('wrong');"
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "[1, 2].findLastI", "matches": {"findLastIndex"}},
    ]
    complete_code_samples = ["1", "const a: number = 1;", "function f(x: number) {\n  return x;\n}", "/[(]/"]
    incomplete_code_samples = ["function f() {", "[1, 2].map(", "`open", "let x = "]
    invalid_code_samples = ["1 +* 2;", "const a = 1);"]
    code_page_something = "%help time"
    code_generate_error = "throw new Error('wrong');"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "[1, 2].map((x) => 2 * x)", "result": "[ 2, 4 ]"},
        {"code": "const half: number = 0.5;\nhalf * 3", "result": "1.5"},
    ]
    code_display_data = [
        {
            "code": "await display({ [Symbol.for('Jupyter.display')]: () =>"
            " ({ 'text/plain': 'bold', 'text/html': '<b>bold</b>' }) });",
            "mime": "text/html",
        }
    ]
    code_history_pattern = "6*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.hypot"
    code_clear_output = "clearOutput();"


if __name__ == "__main__":
    import unittest

    unittest.main(verbosity=2)
