import { hubOfThisFile, transcript } from './transcript.ts'

const hub = hubOfThisFile()

transcript(
  'datasets loads CSV, JSONL and Parquet from the hub, streams them and pushes back',
  ['datasets'],
  async () => {
    await hub.python('datasets', 'data.py', [], { seconds: 600 })
  },
)
