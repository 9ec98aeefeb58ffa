/** What a large hub is made of. The front of each list is drawn far more often than its end. */
const list = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

export const families = list(`
  llama qwen2 bert mistral gpt2 t5 roberta distilbert whisper wav2vec2 stable-diffusion gemma phi deepseek vit
  xlm-roberta mixtral bart clip yolo sdxl flux falcon bloom deberta mt5 albert electra opt pythia internlm baichuan
  chatglm yi qwen3 glm4 minicpm smollm olmo starcoder codellama swin resnet convnext dinov2 sam detr layoutlm blip
  llava musicgen speecht5 bark vits hubert longformer led pegasus marian nllb m2m100 esm rwkv mamba jamba dbrx command
  granite nemotron exaone solar orca vicuna alpaca zephyr openchat hermes tulu dolphin wizard airoboros xwin nous
  e5 bge gte minilm mpnet colbert splade sentence-t5 donut trocr pix2struct kosmos fuyu cogvlm internvl ovis paligemma
  controlnet kandinsky pixart hunyuan cogvideox wan ltx animatediff timesfm chronos patchtst tabpfn graphormer
  decision-transformer qdqbert funnel reformer bigbird nystromformer cpm ernie pangu skywork aquila moss xverse orion
  telechat seed kimi step minimax hymba zamba arctic reka stripedhyena evo nucleotide prot`)

export const sizes =
  list(`7b 8b base 3b 1b 13b 1.5b 0.5b large small 14b 70b 32b 2b tiny 9b 72b medium xl 4b 27b 11b 34b
  mini 12b 110m 350m 1.3b 6.7b 30b 40b 65b 180b 235b 405b xxl nano`)

export const suffixes =
  list(`instruct finetuned chat gguf v1 v2 lora q4_k_m awq gptq sft dpo merged adapter emotion base
  uncased english multilingual cased fp16 int8 4bit 8bit v3 imdb squad ner sentiment classification summarization
  zh ja ko code math reasoning thinking vision audio distilled pruned rlhf ppo grpo orpo kto simpo slerp ties dare
  mlx onnx exl2 openvino tflite coreml imatrix abliterated uncensored roleplay medical legal finance law
  lunarlander cartpole frozenlake taxi reinforce pyramids huggy snowball test demo final checkpoint experiment`)

export const pipelines = list(`text-generation text-classification reinforcement-learning text-to-image
  token-classification automatic-speech-recognition image-classification fill-mask question-answering
  feature-extraction sentence-similarity translation audio-classification object-detection text-to-speech summarization
  image-text-to-text text-to-video image-segmentation image-to-text zero-shot-classification depth-estimation
  visual-question-answering time-series-forecasting tabular-classification any-to-any robotics`)

export const libraries = list(`transformers peft diffusers stable-baselines3 sentence-transformers gguf ml-agents keras
  mlx timm flair spacy fastai espnet setfit nemo bertopic open_clip adapter-transformers paddleocr fairseq speechbrain
  ultralytics lerobot pyannote-audio stanza allennlp asteroid`)

export const licenses = list(`apache-2.0 mit openrail creativeml-openrail-m other cc-by-nc-4.0 llama2 cc-by-4.0 llama3
  unknown gemma cc-by-nc-sa-4.0 gpl-3.0 afl-3.0 cc-by-sa-4.0 bsd-3-clause cc0-1.0 agpl-3.0 mpl-2.0 bigscience-openrail-m
  odc-by eupl-1.1 lgpl-3.0 wtfpl unlicense isc`)

export const languages = list(`en zh ja fr de es ko ru it pt ar hi vi tr pl nl id th uk sv fa cs ro fi hu da he bn ta
  ur el bg sr hr sk ca et lv lt sl sw am yo ig ha zu xh ka hy az kk uz mn my km lo ne si te ml kn gu mr pa`)

export const datasets = list(`squad imagenet-1k common_voice wikipedia bookcorpus glue imdb emotion c4 the_pile oscar
  librispeech_asr coco conll2003 xsum cnn_dailymail wikitext openwebtext gsm8k mmlu hellaswag dolly alpaca sharegpt
  ultrachat ultrafeedback openorca slimorca starcoderdata fineweb redpajama cc100 mc4 laion food101 cifar10 mnist beans
  minds14 voxpopuli fleurs multi_nli snli ms_marco natural_questions hotpot_qa trivia_qa race boolq copa rte stsb`)

export const sdks = list('gradio docker static streamlit')

export const words = list(`the model is a this of and to for on in with was trained fine-tuned version dataset it
  following results use training from as be can evaluation set not information needed more language text data by based
  using that are learning rate batch size optimizer epochs loss accuracy intended uses limitations description
  hyperparameters inference code example generation speech image classification tokens parameters license quantized
  original weights download prompt format tokenizer embedding vector search retrieval question answer instruction chat
  assistant benchmark score reasoning math science medical legal finance translation summarization multilingual
  english chinese japanese korean french german spanish arabic hindi russian evaluation human preference alignment
  reward safety bias risk ethical considerations environmental impact carbon emissions hardware gpu hours cloud region
  architecture attention layers heads hidden context window length long rope scaling mixture experts sparse dense merge
  adapter low-rank distillation teacher student pruning quantization calibration perplexity latency throughput serving
  deployment edge mobile browser phone robot vision video audio music protein molecule climate weather satellite
  agriculture traffic energy education library history literature poetry novel news law patent contract`)

export const chineseWords =
  list(`模型 中文 训练 数据 语言 大模型 开源 微调 参数 文本 生成 对话 推理 数据集 评测 任务 支持 使用 下载
  许可 商用 学术 研究 能力 性能 指令 多模态 图像 语音 识别 翻译 摘要 分类 情感 分析 医疗 法律 金融 教育 代码 数学 逻辑 知识 图谱 检索
  增强 向量 嵌入 量化 部署 显存 加速 长文本 上下文 窗口 注意力 机制 预训练 强化 学习 人类 反馈 对齐 安全 古诗 小说 新闻 百科 问答
  电商 客服 政务 农业 气象 交通 能源 蛋白质 机器人 自动驾驶 视频 音乐 绘画 风格 人像 国画 书法 清华 北京 上海 深圳 实验室 大学 公司`)

export const japaneseWords =
  list(`モデル 日本語 データ 学習 事前学習 ファインチューニング 言語 大規模 生成 対話 推論 評価 利用 ライセンス
  商用 研究 性能 翻訳 要約 分類 音声 認識 画像 検索 埋め込み 量子化 東京 大学 開発 公開`)

export const koreanWords =
  list(`모델 한국어 데이터 학습 언어 생성 대화 추론 평가 사용 라이선스 연구 성능 번역 요약 분류 음성 인식 이미지
  검색 임베딩 양자화 서울 대학교 개발 공개`)

export const people = list(`ai lab labs research data open deep neural nlp ml dev team studio works tech systems group
  hub cloud soft net code craft mind brain vision voice lang text graph quant edge core base`)

export const firstNames = list(`anna li wei chen maria juan john sara ahmed yuki kenji min jun pierre luca olga ivan
  priya raj fatima omar eva lars nina tom kate max leo mia zoe sam alex kim park lee wang zhang liu yang huang zhao wu
  zhou xu sun ma zhu hu guo he lin luo tanaka sato suzuki ito watanabe muller schmidt rossi silva santos garcia lopez`)
