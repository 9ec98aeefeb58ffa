import { FormatError } from '../errors/index.ts'
import type { RepoType } from '../repo-type.ts'
import { maxLineBytes } from './parse.ts'

const lfsAttributes = 'filter=lfs diff=lfs merge=lfs -text'

const weightsAndArchives = `*.7z *.arrow *.bin *.bz2 *.ckpt *.ftz *.gz *.h5 *.joblib *.lfs.* *.mlmodel *.model *.msgpack
  *.npy *.npz *.onnx *.ot *.parquet *.pb *.pickle *.pkl *.pt *.pth *.rar *.safetensors saved_model/**/* *.tar.* *.tar
  *.tflite *.tgz *.wasm *.xz *.zip *.zst *tfevents*`

const dataAndMedia = `*.avro *.lz4 *.mds *.pcm *.sam *.raw *.aac *.flac *.mp3 *.ogg *.wav *.bmp *.gif *.png *.tiff *.jpg
  *.jpeg *.webp *.mp4 *.webm`

const words = (text: string): string[] => text.split(/\s+/)

/** The .gitattributes a new repo starts with. */
export function defaultAttributes(repoType: RepoType): string {
  const patterns = [...words(weightsAndArchives), ...(repoType === 'dataset' ? words(dataAndMedia) : [])]
  return patterns.map((pattern) => `${pattern} ${lfsAttributes}\n`).join('')
}

/**
 * The line, without its newline, that makes exactly this path LFS. Throws FormatError for a path so long that git
 * would not read the line.
 */
export function attributesLine(path: string): string {
  const pattern = `/${path.replace(/[*?[\\]/g, '\\$&')}`
  const quoted = /[\s\p{Cc}]/u.test(pattern) ? quote(pattern) : pattern
  const line = `${quoted} ${lfsAttributes}`
  if (Buffer.byteLength(line) > maxLineBytes) throw new FormatError('gitattributes: the path is too long for a line')
  return line
}

const octal = (character: string): string => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`

// eslint-disable-next-line no-control-regex
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/[\x00-\x1f\x7f]/g, octal)}"`
