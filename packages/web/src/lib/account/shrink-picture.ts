const side = 256

/** The middle of a picture as a small square PNG or WebP, made in the browser. @throws for what is no picture */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const edge = Math.min(picture.width, picture.height)
  const canvas = Object.assign(document.createElement('canvas'), { width: side, height: side })
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  const [left, top] = [(picture.width - edge) / 2, (picture.height - edge) / 2]
  context.drawImage(picture, left, top, edge, edge, 0, 0, side, side)
  picture.close()
  // browsers that cannot write WebP give PNG instead
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('empty'))), 'image/webp', 0.9),
  )
}
