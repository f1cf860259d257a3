/** A media type in one spelling: in small letters, its parameters in order, without a charset that says nothing. */
export function mediaTypeOf(text: string): string {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim());
  const kept = parameters
    .map((parameter) => {
      const [name = '', value = ''] = parameter.split('=', 2).map((part) => part.trim());
      return `${name.toLowerCase()}=${value.replaceAll('"', '').toLowerCase()}`;
    })
    .filter((parameter) => parameter !== '=' && !parameter.startsWith('charset='))
    .toSorted();
  return [type.toLowerCase(), ...kept].join(';');
}

/** Whether a media type or range has all that another one has. */
export function covers(range: string, type: string): boolean {
  if (range === type || range === '*/*') return true;
  const [kind, ...parameters] = range.split(';');
  const [own = '', ...more] = type.split(';');
  if (parameters.length > 0 && !parameters.every((parameter) => more.includes(parameter))) return false;
  if (kind === own) return true;
  const [group, name] = kind!.split('/');
  return name === '*' && own.split('/')[0] === group;
}

export const isRange = (type: string): boolean => type.split(';')[0]!.endsWith('/*');
