const shape = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/

/** The hub's rule for names, so that a form can tell while somebody types. */
export const isRepoName = (name: string): boolean =>
  name.length <= 96 && shape.test(name) && !/--|\.\./.test(name) && !/\.(git|ipynb)$/i.test(name)
