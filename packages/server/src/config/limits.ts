const KiB = 1024
const MiB = 1024 * KiB
const GiB = 1024 * MiB

/**
 * Everything has a limit, and every limit lives here. Sizes in bytes, times in milliseconds unless the name says
 * otherwise.
 */
export const limits = {
  /** pages of the site being rendered or waiting for it */
  pagesAtOnce: 256,
  jsonBodyBytes: 1 * MiB,
  /** NDJSON commit, streamed: base64 of many small files (spec hub-api 2.7) */
  commitBodyBytes: 4 * GiB,
  commitOperations: 25_000,
  /** a commit as one JSON document, which is parsed whole */
  commitDocumentBytes: 64 * MiB,
  /** rules sent along with a question about files */
  rulesBytes: 256 * KiB,
  /** a .gitattributes or .gitignore of a repo; a larger one is not read */
  rulesFileBytes: 1 * MiB,
  /** the files that may come with a new repo, inlined in its request */
  firstFilesBytes: 16 * MiB,
  firstFiles: 100,
  /** a commit's small files in memory on the way to their rows; more go to the blob store at once */
  commitHeldBytes: 32 * MiB,
  /** how far back one look for the last change of a file goes */
  historySearched: 10_000,
  /** of a weight file's head, for its summary */
  safetensorsHeadBytes: 25 * MiB,
  ggufHeadBytes: 64 * MiB,
  /** an index of weight files, and how many it may name */
  weightIndexBytes: 32 * MiB,
  weightFiles: 1000,
  /** each holds a head in memory; further ones wait */
  headersAtOnce: 4,
  headersWaiting: 500,
  headerCacheBytes: 128 * MiB,
  weightIndexCacheBytes: 16 * MiB,
  /** of all files of a model together, and told in one answer */
  modelTensors: 500_000,
  tensorsPage: 100_000,
  tensorMetadata: 1000,
  tensorMetadataChars: 2000,
  /** a template for chats, and what it makes of an example */
  chatTemplateBytes: 256 * KiB,
  chatExampleChars: 64 * KiB,
  chatTemplateMilliseconds: 3000,
  templatesWaiting: 50,
  templatesPerOwner: 20,
  chatTemplateCacheBytes: 16 * MiB,
  tokenizerConfigBytes: 16 * MiB,
  /** rows of a comparison of tensors, and the bytes one answer reads to compare them; a larger tensor is read alone */
  tensorRows: 10_000,
  tensorDiffBytes: 256 * MiB,
  tensorDiffTensorBytes: 16 * GiB,
  /** of answers that read tensors: how long one may take, how many are made at once and wait, in all and for one reader */
  tensorDiffMilliseconds: 120_000,
  tensorDiffsAtOnce: 2,
  tensorDiffsWaiting: 100,
  tensorDiffsPerReader: 4,
  tensorDiffCacheBytes: 32 * MiB,
  /** a whole small body must arrive in this time */
  bodyMilliseconds: 120_000,
  /** one inlined file of a commit; larger files go through LFS */
  regularFileBytes: 10 * MiB,
  /** a git blob up to this size lives in its SQL row, a larger one in the blob store */
  inlineObjectBytes: 32 * KiB,
  /** a git object that is read from a pack, whole */
  packedObjectBytes: 64 * MiB,
  /** one header line of a commit: summary and description together */
  commitMessageBytes: 64 * KiB,
  lfsFileBytes: 500 * GiB,
  lfsBatchObjects: 1000,
  lfsBatchBodyBytes: 4 * MiB,
  multipartThresholdBytes: 64 * MiB,
  multipartPartBytes: 16 * MiB,
  multipartMaxParts: 1000,
  /** of all objects of one batch together; further ones are sent in one piece */
  lfsBatchParts: 20_000,
  /** every commit to a repo reads the locks that others have there */
  lfsLocksPerRepo: 5000,
  lfsLocksPage: 1000,
  /** a credential that SSH gives out for LFS; git-lfs asks for a new one before it ends */
  lfsGrantSeconds: 30 * 60,
  uploadLifeHours: 24 * 7,
  /** a smaller object stays whole */
  repackedBytes: 1 * MiB,
  repackAfterHours: 1,
  /** the whole blob goes only so long after the object lives in chunks */
  wholeBlobGraceHours: 24,
  /** of the files of one shard */
  shardContentBytes: 1024 * GiB,
  /** a larger object stays whole, too */
  repackedMostBytes: 100 * GiB,
  /** of all shards that are being checked */
  shardsHeldBytes: 256 * MiB,
  /** a client asks for a new one before it ends */
  xetWriteTokenSeconds: 15 * 60,
  xetReadTokenSeconds: 60 * 60,
  xetFetchSeconds: 3 * 3600,
  /** in one signed address, which must stay below 8 KiB */
  xetFetchRanges: 300,
  /** in one request to such an address */
  xetRequestRanges: 1000,
  /** whose recipes are told in one answer */
  xetBatchFiles: 1000,
  transferUrlSeconds: 3600 * 6,
  preuploadFiles: 1000,
  preuploadBodyBytes: 8 * MiB,
  sampleBytes: 1024,
  pathsInfoPaths: 2000,
  folderEntries: 100_000,
  treePageEntries: 10_000,
  /** files of a repo in one answer, such as the siblings of its info */
  listedFiles: 100_000,
  /** with at most so many files, a repo's row in the catalog keeps their names */
  keptNames: 2000,
  treeExpandPageEntries: 100,
  commitsPage: 1000,
  /** files that differ between two trees: more are not listed */
  changedFiles: 20_000,
  changedFolders: 50_000,
  changesPage: 1000,
  /** of what one revision has and another has not */
  comparedCommits: 250,
  /** of each side of a diff by lines, which ends after so long or with so many lines that differ */
  diffFileBytes: 2 * MiB,
  diffMilliseconds: 3000,
  diffEdits: 20_000,
  diffLines: 10_000,
  diffLineChars: 4000,
  diffContext: 1000,
  /** each holds both files in memory; further ones wait */
  diffsAtOnce: 4,
  diffsWaiting: 200,
  /** one after another */
  diffsPerOwner: 100,
  /** what changed between trees, remembered */
  changesCacheBytes: 64 * MiB,
  listPage: 1000,
  searchTerms: 10,
  /** of each kind, offered while somebody types; more candidates are looked at to offer the closest */
  quickSearchResults: 20,
  quickSearchCandidates: 20,
  /** values of one facet of a list */
  facetValues: 300,
  /** repos that are counted for the facets of a list with filters */
  facetRepos: 300,
  /** of a repo, told day by day */
  downloadDays: 366,
  /** ids in one part of the map of the hub: a site map may name 50,000 addresses */
  siteMapIds: 20_000,
  searchTermLength: 200,
  filters: 50,
  cardBytes: 2 * MiB,
  /** what is rendered as Markdown, as a notebook, or shown as text, and what may come of it */
  renderedMarkdownBytes: 1 * MiB,
  notebookBytes: 10 * MiB,
  shownTextBytes: 2 * MiB,
  shownLines: 50_000,
  /** whether something large is text is told by its start */
  sniffedBytes: 8 * KiB,
  renderedBytes: 16 * MiB,
  /** a rendering that takes longer is ended together with its thread */
  renderMilliseconds: 10_000,
  /** each in a thread of its own; further ones wait */
  rendersAtOnce: 2,
  rendersWaiting: 200,
  /** texts of one owner are rendered one after another */
  rendersPerOwner: 100,
  renderHeapMegabytes: 512,
  /** what could not be rendered is tried again after so long */
  renderRetryMilliseconds: 10 * 60_000,
  renderCacheBytes: 64 * MiB,
  /** texts beyond it are shown without colours */
  highlightedChars: 512 * KiB,
  highlightedBlocksChars: 128 * KiB,
  highlightedLineChars: 5000,
  highlightedLineMilliseconds: 200,
  notebookCells: 2000,
  /** of all outputs of a notebook */
  notebookShownBytes: 8 * MiB,
  configJsonBytes: 4 * MiB,
  pathBytes: 4096,
  pathSegmentBytes: 255,
  pathDepth: 100,
  refNameBytes: 255,
  refsListed: 10_000,
  /** patterns of one repo */
  protectedBranches: 100,
  /** of one push: the pack as it comes, its objects, and what of them is held in memory */
  pushBytes: 2 * GiB,
  pushObjects: 2_000_000,
  pushHeldBytes: 64 * MiB,
  /** that one push changes on one branch: few folders may be very many paths */
  pushedPaths: 1_000_000,
  pushRefs: 10_000,
  /** what a client that fetches says it has and wants */
  fetchRequestBytes: 64 * MiB,
  refPrefixes: 10_000,
  /** with more of them all refs are told: to compare them all would take longer */
  refPrefixesCompared: 100,
  /** a commit or tag that is pushed */
  pushedCommitBytes: 1 * MiB,
  commitParents: 100,
  /** a folder that is pushed: 100,000 entries with names of usual length */
  pushedTreeBytes: 16 * MiB,
  /** with more packs, or after so many commits over HTTP, they are brought together */
  packsPerRepo: 10,
  commitsPerRepack: 50,
  /** repos with fewer objects are cloned fast without a map of their commits */
  mappedObjects: 2000,
  /** of one commit over HTTP: more are brought into a pack at once */
  looseObjects: 1000,
  refsPerRepo: 20_000,
  /** a pack that was replaced may still be read for so long */
  retiredPackHours: 24,
  /** processes that read tables, what each may hold, and how much of it is DuckDB's own */
  tableProcesses: 2,
  tableProcessMiB: 2048,
  tableMemoryMiB: 768,
  tableThreads: 2,
  tableChildIdleMilliseconds: 60_000,
  /** of all, and of one asker: a page of a hundred pictures asks for each */
  tableQueriesWaiting: 1000,
  tableQueriesPerAsker: 100,
  tableMilliseconds: 20_000,
  /** a file that could not be read is not tried again before */
  tableFailureMilliseconds: 600_000,
  /** somebody's own query */
  tableQueryMilliseconds: 15_000,
  /** of one table, for a query over it: what lies behind is told as not looked at */
  tableScanBytes: 1 * GiB,
  /** of a file that is no Parquet: the first rows come from its head, others from so much of it */
  tableHeadBytes: 2 * MiB,
  tableTextBytes: 512 * MiB,
  tableFooterBytes: 64 * MiB,
  tableFiles: 200,
  /** of rows in one answer, in all and one text of them */
  tableAnswerBytes: 4 * MiB,
  tableCellChars: 32 * 1024,
  tablePageRows: 100,
  tableQueryRows: 1000,
  tableQueryChars: 20_000,
  tableStatisticsRows: 200_000,
  tableStatisticsBytes: 128 * MiB,
  tableStatisticsColumns: 200,
  tableFactsCacheBytes: 32 * MiB,
  tableStatisticsCacheBytes: 32 * MiB,
  tableBinaryBytes: 32 * MiB,
  /** levels of what a Parquet file says of a column itself */
  featureDepth: 50,
  tableFilterTerms: 100,
  /** what datasets are made of, and tables made of their files, each held in memory */
  datasetCacheBytes: 64 * MiB,
  /** of WebDataset archives: samples shown, files and bytes looked at for them */
  tarSamples: 1000,
  tarMembers: 10_000,
  tarReadBytes: 64 * MiB,
  /** whose splits are counted in one answer */
  splitsCounted: 50,
  /** of one split, named one by one */
  croissantFiles: 1000,
  nameLength: 96,
  urlBytes: 16 * KiB,
  /** what somebody tells of themselves, in characters */
  detailsLength: 1000,
  avatarBytes: 1 * MiB,
  /** repos, tasks or people in one answer for administrators */
  administrationPage: 100,
  /** the sums over everything stored are as old as this at most */
  storageSumSeconds: 60,
  accessTokensPerUser: 500,
  sshKeysPerUser: 100,
  sessionDays: 30,
  passwordBytes: 1024,
  loginFailures: 10,
  loginWindowSeconds: 300,
  /** many addresses may guess at one person before all of them must wait */
  loginFailuresPerAccount: 100,
  /** one person may lead so many and make no more */
  organizationsPerUser: 100,
  signUpsPerAddress: 20,
  signUpWindowSeconds: 3600,
  /** for as long a code of a device is good */
  deviceCodeSeconds: 900,
  devicePollSeconds: 5,
  /** within the life of a code */
  deviceLoginsPerAddress: 30,
  deviceLoginsPending: 1000,
  deviceTokenDays: 30,
  /** a device that sleeps longer must log in again */
  refreshTokenDays: 90,
  /** a client may take this long between two bytes of a request or answer */
  idleSocketMilliseconds: 120_000,
  headersMilliseconds: 60_000,
  /** of a body that was refused: so much is read on, and for so long, for the client to hear why; a whole xorb, too */
  discardBytes: 72 * MiB,
  discardMilliseconds: 10_000,
  drainMilliseconds: 30_000,
  sshConnections: 1000,
  sshConnectionsPerPerson: 50,
  /** connections of one address that have not logged in yet */
  sshLoginsPerAddress: 30,
  sshLoginMilliseconds: 30_000,
  /** keys that one connection may offer */
  sshLoginTries: 20,
  /** commands at once on one connection */
  sshSessions: 8,
  /** of one connection, sent but not taken; the protocol itself lets a sound client have 2 MiB under way */
  sshHeldBytes: 4 * MiB,
  sshCommandBytes: 8 * KiB,
  sshKeepaliveMilliseconds: 30_000,
  /** a connection without commands, and a command that waits for its client: packing a large push takes minutes */
  sshIdleMilliseconds: 10 * 60_000,
} as const
