// What a browser finds where packages with machine code are imported (`imports` of package.json): whoever asks goes on without.
import { FormatError } from '../errors/index.ts'

throw new FormatError('a browser runs no machine code')
