"""A GGUF model that came from the hub says a sentence. Argument: the file."""

import sys

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = 512
params.cpuparams.n_threads = 2
params.sampling.temp = 0
server = xllamacpp.Server(params)
question = {"role": "user", "content": "What is the capital of France? Answer in one short sentence."}
answer = server.handle_chat_completions({"messages": [question], "max_tokens": 24, "temperature": 0})
text = answer["choices"][0]["message"]["content"]
assert "Paris" in text, text
print(f"ok SmolLM2 says: {text}", flush=True)
