import { mendAddress } from './core/address.ts';
import { copyOnClick } from './core/copy.ts';
import { rememberLanguage } from './core/language.ts';
import { load } from './core/load.ts';
import { rememberSamples } from './core/samples.ts';

const search = async (): Promise<void> => (await load('search'))();

mendAddress();
addEventListener('hashchange', mendAddress);
copyOnClick();
rememberLanguage();
rememberSamples();
document.getElementById('search-open')!.addEventListener('click', () => void search());
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  void search();
});
// From disk there is no sandbox to ask.
if (location.protocol !== 'file:')
  load('try').then(
    (begin) => begin(),
    () => {},
  );
