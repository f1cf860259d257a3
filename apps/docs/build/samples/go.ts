import { addressVariable, authorityVariable, remark, trust, wanted, type Sample } from './words.ts';

/** The sample for Go, with nothing but its standard library. */
export function goSample(sample: Sample): string {
  const { operation, target, headers, body, success, variables } = sample;
  const imports = [
    'crypto/tls',
    'crypto/x509',
    ...(success ? ['encoding/json'] : []),
    'fmt',
    'io',
    'net/http',
    'os',
    ...(body === undefined ? [] : ['strings']),
    'time',
  ];
  const content = body === undefined ? 'nil' : `strings.NewReader(${JSON.stringify(body)})`;
  const judgement = success
    ? `response.StatusCode == ${success.status} && succeeds(text)`
    : 'response.StatusCode/100 == 2';
  return `package main

import (
${imports.map((name) => `\t"${name}"`).join('\n')}
)

func main() {
	for _, name := range []string{${variables.map(({ name }) => JSON.stringify(name)).join(', ')}} {
		if os.Getenv(name) == "" {
			fmt.Fprintln(os.Stderr, ${JSON.stringify(wanted(sample))})
			os.Exit(2)
		}
	}
	request, err := http.NewRequest(${JSON.stringify(operation.method)}, os.Getenv("${addressVariable}")+${JSON.stringify(target)}, ${content})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
${headers.map(({ name, value, fromEnvironment }) => `\trequest.Header.Set(${JSON.stringify(name)}, ${fromEnvironment ? `os.Getenv("${value}")` : JSON.stringify(value)})\n`).join('')}	// ${trust}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	if file := os.Getenv("${authorityVariable}"); file != "" {
		pem, err := os.ReadFile(file)
		authorities := x509.NewCertPool()
		if err != nil || !authorities.AppendCertsFromPEM(pem) {
			fmt.Fprintln(os.Stderr, "No certificate stands in", file)
			os.Exit(2)
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: authorities}
	}
	client := http.Client{
		Transport: transport,
		Timeout: 10 * time.Second,
		// A redirect is not followed: another host must not see the session.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	response, err := client.Do(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, "No answer, so nobody knows what took effect:", err)
		os.Exit(1)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	fmt.Println("HTTP", response.StatusCode, string(text))

	// ${remark(sample)}
	if err == nil && ${judgement} {
		return
	}
	os.Exit(1)
}
${success ? succeeds(success) : ''}`;
}

const succeeds = ({ member, equals }: NonNullable<Sample['success']>): string => `
func succeeds(text []byte) bool {
	var value any
	if json.Unmarshal(text, &value) != nil {
		return false
	}
	for _, name := range []string{${member.map((name) => JSON.stringify(name)).join(', ')}} {
		members, _ := value.(map[string]any)
		value = members[name]
	}
	return value == ${typeof equals === 'number' ? `float64(${equals})` : JSON.stringify(equals)}
}
`;
