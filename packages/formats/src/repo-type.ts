export type RepoType = 'model' | 'dataset' | 'space' | 'code'
