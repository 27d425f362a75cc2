// Properties that can have several items at the same time. REST responses and V1 messages have a list for
// them, V2 messages have a list for every property, so the name must say which lists are several items and
// which are one value.

/**
 * By capability and property: `[]` if only the index identifies an item. Otherwise the member that identifies
 * an item, and the member that has its value, if there is one.
 */
export const itemKeys = {
  adas: { lane_keep_assists_states: ["location", "state"], park_assists: ["location"] },
  charging: {
    // The schema of V2 messages spells this member in the second way.
    battery_temperature_extremes: ["extreme", "temperature"],
    battery_tempretature_extremes: ["extreme", "temperature"],
    departure_times: [],
    fully_charged_end_times: ["weekday", "time"],
    reduction_times: [],
    timers: [],
  },
  charging_session: { business_errors: [], public_charging_points: [] },
  chassis_settings: {
    current_spring_rates: ["axle", "spring_rate"],
    maximum_spring_rates: ["axle", "spring_rate"],
    minimum_spring_rates: ["axle", "spring_rate"],
  },
  climate: { hvac_weekday_starting_times: ["weekday", "time"] },
  crash: { impact_zone: [], incidents: ["location"] },
  dashboard_lights: {
    bulb_failures: [],
    dashboard_lights: ["name", "state"],
    dynamic_warnings: [],
  },
  diagnostics: {
    check_control_messages: [],
    confirmed_trouble_codes: [],
    diesel_exhaust_filter_status: ["component"],
    oem_trouble_code_values: [],
    tire_pressure_statuses: ["location", "status"],
    tire_pressures: ["location", "pressure"],
    tire_pressures_differences: ["location", "pressure"],
    tire_pressures_targets: ["location", "pressure"],
    tire_temperatures: ["location", "temperature"],
    trouble_codes: [],
    wheel_rpms: ["location", "rpm"],
  },
  doors: {
    inside_locks: ["location", "lock_state"],
    locks: ["location", "lock_state"],
    positions: ["location", "position"],
  },
  home_charger: { price_tariffs: [] },
  lights: {
    fog_lights: ["location", "state"],
    interior_lights: ["location", "state"],
    reading_lamps: ["location", "state"],
  },
  maintenance: {
    brakes_service_due_dates: ["axle", "due_date"],
    brakes_service_remaining_distances: ["axle", "distance"],
    brakes_service_statuses: ["axle", "status"],
    condition_based_services: [],
  },
  notifications: { action_items: [] },
  race: {
    accelerations: ["direction", "acceleration"],
    accelerator_durations: [],
    brake_torque_vectorings: ["axle", "state"],
  },
  seats: { persons_detected: ["location", "detected"], seatbelts_state: ["location", "fastened_state"] },
  tachograph: {
    drivers_cards_present: ["driver_number", "card_present"],
    drivers_time_states: ["driver_number", "time_state"],
    drivers_working_states: ["driver_number", "working_state"],
  },
  trips: {
    end_address_components: ["type", "value"],
    start_address_components: ["type", "value"],
    thresholds: ["type", "value"],
  },
  usage: {
    acceleration_durations: [],
    driving_modes_activation_periods: ["driving_mode", "period"],
    driving_modes_energy_consumptions: ["driving_mode", "consumption"],
    energy_consumption_last_trip: ["category", "consumption"],
    energy_consumption_percentages_last_trip: ["category", "percentage"],
    energy_consumption_percentages_since_charging: ["category", "percentage"],
    energy_consumption_percentages_since_reset: ["category", "percentage"],
    energy_consumption_since_charging: ["category", "consumption"],
    energy_consumption_since_reset: ["category", "consumption"],
    trip_meters: ["id", "distance"],
  },
  windows: { open_percentages: ["location", "open_percentage"], positions: ["location", "position"] },
} as const;
