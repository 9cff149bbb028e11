.PHONY: run test journeys check fix bench lock
run test journeys check fix bench lock:
	@./dev $@
