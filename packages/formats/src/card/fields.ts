import type { RepoType } from '../repo-type.ts'

/** `words` is one text or a list of texts, `list` a list of texts, `any` a list of anything. */
export type FieldKind = 'text' | 'words' | 'list' | 'any' | 'flag' | 'number' | 'mapping'

const shared: Record<string, FieldKind> = {
  language: 'words',
  license: 'words',
  license_name: 'text',
  license_link: 'text',
  tags: 'list',
  thumbnail: 'text',
  datasets: 'words',
  extra_gated_prompt: 'text',
  extra_gated_heading: 'text',
  extra_gated_description: 'text',
  extra_gated_button_content: 'text',
  extra_gated_fields: 'mapping',
  extra_gated_eu_disallowed: 'flag',
}

const model: Record<string, FieldKind> = {
  ...shared,
  library_name: 'text',
  metrics: 'words',
  base_model: 'words',
  base_model_relation: 'text',
  new_version: 'text',
  pipeline_tag: 'text',
}

const dataset: Record<string, FieldKind> = {
  ...shared,
  pretty_name: 'text',
  language_creators: 'words',
  annotations_creators: 'words',
  multilinguality: 'words',
  size_categories: 'words',
  source_datasets: 'words',
  task_categories: 'words',
  task_ids: 'words',
  paperswithcode_id: 'text',
  configs: 'any',
  'train-eval-index': 'any',
  viewer: 'flag',
}

const space: Record<string, FieldKind> = {
  ...shared,
  title: 'text',
  emoji: 'text',
  colorFrom: 'text',
  colorTo: 'text',
  sdk: 'text',
  app_file: 'text',
  app_build_command: 'text',
  app_port: 'number',
  base_path: 'text',
  fullWidth: 'flag',
  header: 'text',
  short_description: 'text',
  models: 'words',
  pinned: 'flag',
  hf_oauth: 'flag',
  hf_oauth_scopes: 'list',
  hf_oauth_expiration_minutes: 'number',
  disable_embedding: 'flag',
  startup_duration_timeout: 'text',
  custom_headers: 'mapping',
  preload_from_hub: 'list',
  suggested_hardware: 'text',
  suggested_storage: 'text',
}

/** What a card may say, and of which type. Fields that are not named here are free. */
export const fieldKinds: Record<RepoType, Record<string, FieldKind>> = { model, dataset, space, code: shared }
