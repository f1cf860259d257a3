import { sampleLanguages } from '../samples/index.ts';

const ownLogo =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='44' height='14'%3E" +
  "%3Ctext y='11' font-family='sans-serif' font-size='12' fill='%23677'%3ERedoc%3C/text%3E%3C/svg%3E";

const languages = sampleLanguages.map(({ label, lang }) => ({ key: label.toLowerCase(), label, lang }));

/** What is changed in a text, each piece by what stands in its place. */
type Mends = readonly (readonly [piece: string, ours: string])[];

/** What is changed in the page that Redoc makes. */
export const mendsOfPage: Mends = [
  // It shows a sample only in a language of its list, which has no option on the command line.
  ['const __redoc_options = {', `const __redoc_options = {"codeSamples":${JSON.stringify({ languages })},`],
  // It renders on the server without the hash that its router lives by.
  [' href="/', ' href="#/'],
];

/** What is changed in Redoc's script. */
export const mendsOfScript: Mends = [
  // The one picture that it would fetch from elsewhere.
  ['https://cdn.redoc.ly/redoc/logo-mini-full.svg', ownLogo],
  // The name of a menu's button holds the words that are seen on it.
  [
    'type:`button`,"aria-label":r,children:(0,V.jsx)(cI,{children:i?.labelNode??i?.label})',
    'type:`button`,"aria-label":`${r}: ${i?.label??""}`,children:(0,V.jsx)(cI,{children:i?.labelNode??i?.label})',
  ],
  // The search opens with the keyboard too.
  [
    '(gEe,{onClick:e,onPointerEnter:t,className:r,"data-testid":`search-trigger`,',
    '(gEe,{onClick:e,onPointerEnter:t,className:r,"data-testid":`search-trigger`,...(i===`button`?{}:{role:`button`,tabIndex:0,' +
      'onKeyDown:k=>{(k.key===`Enter`||k.key===` `)&&(k.preventDefault(),e(k))}}),',
  ],
  ['(0,V.jsx)(ATe,{variant:`ghost`,onClick', '(0,V.jsx)(ATe,{"aria-label":`Clear`,variant:`ghost`,onClick'],
  // A script that runs from disk too is no module. The two workers are those of Node and of a bundler.
  ['export{RedocStandalone,hydrate,init};', ''],
  ['new e.Worker(import.meta.dirname+', "new e.Worker(''+"],
  ['import.meta.url.replace(`/worker.js`', 'location.href.replace(`/worker.js`'],
];

/** What Redoc makes with our mends. Throws where a piece is not there any more. */
export function mended(made: string, mends: Mends): string {
  return mends.reduce((text, [piece, ours]) => {
    if (!text.includes(piece)) throw new Error(`Redoc has no ${JSON.stringify(piece)}, expected one to replace.`);
    return text.replaceAll(piece, () => ours);
  }, made);
}
