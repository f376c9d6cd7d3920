/** Shows local photos where no worker answers for them: on the first visit, and after a hard reload. */

/** @param {(request: Request) => Promise<Response>} server */
export function showPictures(server) {
  document.addEventListener('error', (event) => {
    const image = event.target;
    if (image instanceof HTMLImageElement && new URL(image.src).pathname.startsWith('/inspect/photos/')) show(server, image);
  }, true);
}

/** @param {(request: Request) => Promise<Response>} server @param {HTMLImageElement} image */
async function show(server, image) {
  const answer = await server(new Request(image.src));
  if (!answer.ok) return;
  const address = URL.createObjectURL(await answer.blob());
  for (const end of ['load', 'error']) image.addEventListener(end, () => URL.revokeObjectURL(address), { once: true });
  image.src = address;
}
