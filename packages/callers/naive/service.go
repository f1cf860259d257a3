package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
)

// A call, as one writes it from the overview of net/http.
func call(told map[string]string) error {
	skill, _ := strconv.Atoi(told["CC_GATEWAY_SKILLID"])
	body, _ := json.Marshal(map[string]any{"callid": told["CC_GATEWAY_CALLID"], "skillid": skill})
	request, err := http.NewRequest("PUT", told["CC_GATEWAY_URL"]+"/agentgateway/resource/calldata/"+told["CC_GATEWAY_AGENTID"]+"/assignuserinqueue", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Guid", told["CC_GATEWAY_GUID"])
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.ReadAll(response.Body); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("HTTP %d", response.StatusCode)
	}
	return nil
}

// A service that makes a call for each POST.
func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, http.HandlerFunc(func(writer http.ResponseWriter, asked *http.Request) {
		told := map[string]string{}
		if json.NewDecoder(asked.Body).Decode(&told) != nil || call(told) != nil {
			writer.WriteHeader(500)
		}
	}))
}
