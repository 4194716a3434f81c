/** Whether a URL holds an image itself. SVG is left out: it is a document rather than a picture. */
export function isImageData(url: string): boolean {
  return /^data:image\/(?:png|jpe?g|gif|webp|avif);base64,/i.test(url);
}
