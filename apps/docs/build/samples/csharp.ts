import { addressVariable, authorityVariable, remark, trust, wanted, type Sample, type SampleHeader } from './words.ts';

/** The sample for .NET 8 and later, with nothing but its standard library. */
export function csharpSample(sample: Sample): string {
  const { operation, target, headers, body, success, variables } = sample;
  const isType = ({ name }: SampleHeader): boolean => name.toLowerCase() === 'content-type';
  const type = headers.find(isType)?.value ?? 'application/json; charset=UTF-8';
  const given = (header: SampleHeader): string =>
    header.fromEnvironment ? `Environment.GetEnvironmentVariable("${header.value}")` : JSON.stringify(header.value);
  const judgement = success
    ? `(int)response.StatusCode == ${success.status} && Succeeds(text)`
    : '(int)response.StatusCode / 100 == 2';
  return `using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

if (new[] { ${variables.map(({ name }) => JSON.stringify(name)).join(', ')} }.Any(name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))))
{
    Console.Error.WriteLine(${JSON.stringify(wanted(sample))});
    return 2;
}

// A redirect is not followed: another host must not see the session.
using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
// ${trust}
if (Environment.GetEnvironmentVariable("${authorityVariable}") is { Length: > 0 } file)
{
    handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { X509Certificate2.CreateFromPem(File.ReadAllText(file)) },
        RevocationMode = X509RevocationMode.NoCheck,
    };
}
using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
using var request = new HttpRequestMessage(new HttpMethod(${JSON.stringify(operation.method)}), Environment.GetEnvironmentVariable("${addressVariable}") + ${JSON.stringify(target)});
${headers
  .filter((header) => !isType(header))
  .map((header) => `request.Headers.TryAddWithoutValidation(${JSON.stringify(header.name)}, ${given(header)});\n`)
  .join('')}${
    body === undefined
      ? ''
      : `request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(${JSON.stringify(body)}));
request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${JSON.stringify(type)});
`
  }
try
{
    using var response = await client.SendAsync(request);
    var text = await response.Content.ReadAsStringAsync();
    Console.WriteLine($"HTTP {(int)response.StatusCode} {text}");

    // ${remark(sample)}
    return ${judgement} ? 0 : 1;
}
catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
{
    Console.Error.WriteLine($"No answer, so nobody knows what took effect: {error.Message}");
    return 1;
}
${success ? succeeds(success) : ''}`;
}

const succeeds = ({ member, equals }: NonNullable<Sample['success']>): string => `
static bool Succeeds(string text)
{
    try
    {
        using var document = JsonDocument.Parse(text);
        var value = document.RootElement;
        foreach (var name in new[] { ${member.map((name) => JSON.stringify(name)).join(', ')} })
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value)) return false;
        }
        return ${typeof equals === 'string' ? `value.ValueKind == JsonValueKind.String && value.GetString() == ${JSON.stringify(equals)}` : `value.GetRawText() == ${JSON.stringify(JSON.stringify(equals))}`};
    }
    catch (JsonException)
    {
        return false;
    }
}
`;
