import { useMessages } from './texts.js';

/** An element as one chooses it: `Neodymium (Nd)`, the rare earths together without a symbol. */
export function useElementLabel(): (symbol: string) => string {
  const { elements } = useMessages();
  const names: Readonly<Record<string, string>> = elements;
  return (symbol) => {
    const name = names[symbol];
    if (name === undefined) return symbol;
    const capital = name.charAt(0).toUpperCase() + name.slice(1);
    return symbol === 'total' ? capital : `${capital} (${symbol})`;
  };
}
